import "./workflow";
import "./versions";
import "./history";
import "./paper";
import "./formats";
import "./reports";
import "./defence";
