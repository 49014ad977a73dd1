// @ts-check
import './rtcc-app.js';
