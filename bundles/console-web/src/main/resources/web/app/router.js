// @ts-check
/** Which screen an address means. Keep in step with Screens.java. */

/** @typedef {{screen: 'watch'} | {screen: 'signals'} | {screen: 'plates'} | {screen: 'hotlists'} | {screen: 'incident', id: string} | {screen: 'admin', tab: string, of: string}} Route */

/** Says `moved`. */
export const router = new EventTarget();

/** @returns {Route} */
export function route() {
  const incident = /^\/incident\/([A-Za-z0-9-]{1,64})$/.exec(location.pathname);
  if (incident) return {screen: 'incident', id: incident[1]};
  const admin = /^\/admin(?:\/([a-z-]+)(?:\/([A-Za-z0-9._:~-]{1,130}))?)?$/.exec(location.pathname);
  if (admin) return {screen: 'admin', tab: admin[1] ?? 'plugins', of: admin[2] ?? ''};
  if (location.pathname === '/signals') return {screen: 'signals'};
  if (location.pathname === '/plates') return {screen: 'plates'};
  if (location.pathname === '/hotlists') return {screen: 'hotlists'};
  return {screen: 'watch'};
}

/** @param {string} path */
export function go(path) {
  if (path !== location.pathname) history.pushState(null, '', path);
  moved();
}

function moved() {
  delete document.documentElement.dataset.ready;
  router.dispatchEvent(new Event('moved'));
}

addEventListener('popstate', moved);

addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('a[data-route]') : null;
  if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go(new URL(/** @type {HTMLAnchorElement} */ (link).href).pathname);
});

/**
 * Tells tests and tools that a screen is completely drawn.
 * @param {'signin'|'watch'|'incident'|'signals'|'plates'|'hotlists'|'admin'} screen
 */
export function ready(screen) {
  document.documentElement.dataset.ready = screen;
}
