import "./workflow";
import "./versions";
import "./paper";
import "./formats";
