import "./workflow";
import "./versions";
import "./paper";
import "./formats";
import "./reports";
