/** Beats in a thread of its own, which browsers do not slow down when the page is in the background. */
const beatMs = 100;
setInterval(() => postMessage(0), beatMs);
