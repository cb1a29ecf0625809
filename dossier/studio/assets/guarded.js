// Guarded words and pictures: the tables are drawn anew whenever anything changed.
import { refresh, watch } from "./studio.js";

watch(() => refresh("#guarded"));
