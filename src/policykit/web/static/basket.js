// The basket: copying a clause from it.
import "./clauses.js";
