// What every page has: parts that load themselves, and the keyboard.
import "./swap.js";
import "./keys.js";
