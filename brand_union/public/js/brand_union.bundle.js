import "./workflow";
import "./versions";
