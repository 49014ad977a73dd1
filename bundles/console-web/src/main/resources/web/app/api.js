// @ts-check
/** The center's REST API, as docs/rest.md describes it. */

/** What the center refused, in words an analyst can act on. */
export class Problem extends Error {
  /**
   * @param {number} status HTTP status; 0 where the center did not answer at all
   * @param {string} message
   * @param {{field: string, reason: string}[]} [errors] what is wrong, field by field
   */
  constructor(status, message, errors = []) {
    super(message);
    this.status = status;
    this.errors = errors;
  }
}

/** Says `signed-out` when the center no longer knows the session. */
export const authority = new EventTarget();

let csrf = '';
let clockOffset = 0;

/** The center's clock, in milliseconds since 1970: ages must not depend on the clock of this desk. */
export function now() {
  return Date.now() + clockOffset;
}

/**
 * @param {string} method
 * @param {string} path below /api/v1
 * @param {unknown} [body] sent as JSON; a file as it is
 * @param {AbortSignal} [signal]
 * @returns {Promise<Response>}
 */
async function send(method, path, body, signal) {
  /** @type {Record<string, string>} */
  const headers = {Accept: 'application/json'};
  const file = body instanceof Blob;
  if (body !== undefined) headers['Content-Type'] = file ? 'application/octet-stream' : 'application/json';
  if (method !== 'GET' && csrf) headers['X-CSRF-Token'] = csrf;
  const sentAt = Date.now();
  let response;
  try {
    response = await fetch(path.startsWith('/') ? path : `/api/v1/${path}`, {
      method, headers, signal, credentials: 'same-origin',
      body: body === undefined || file ? body : JSON.stringify(body),
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new Problem(0, 'The center does not answer. Check the connection; nothing was changed.');
  }
  learnClock(response, sentAt);
  if (response.status === 401 && !path.startsWith('session')) {
    authority.dispatchEvent(new Event('signed-out'));
  }
  if (!response.ok) throw await problem(response);
  return response;
}

/**
 * @param {Response} response
 * @param {number} sentAt
 */
function learnClock(response, sentAt) {
  const date = Date.parse(response.headers.get('Date') ?? '');
  if (!Number.isFinite(date)) return;
  // The header has whole seconds: half a second is its expected remainder.
  const offset = date + 500 - (sentAt + Date.now()) / 2;
  if (Math.abs(offset - clockOffset) > 1500) clockOffset = offset;
}

/** @param {Response} response */
async function problem(response) {
  let detail = '';
  let errors = [];
  try {
    const body = await response.json();
    errors = body.errors ?? [];
    const fields = errors.map((/** @type {any} */ e) => `${e.field}: ${e.reason}`);
    // the detail of a single field says the same as the field
    detail = [...new Set([body.detail || body.title, ...fields])].filter(Boolean).join('. ');
  } catch {
    // no JSON: a proxy answered
  }
  return new Problem(response.status, detail || `The center answered ${response.status}.`, errors);
}

/**
 * @param {string} path
 * @param {AbortSignal} [signal]
 */
export async function get(path, signal) {
  return (await send('GET', path, undefined, signal)).json();
}

/**
 * @param {string} path
 * @param {unknown} [body]
 */
export async function post(path, body = {}) {
  const response = await send('POST', path, body);
  return response.status === 204 ? null : response.json();
}

/**
 * @param {string} path
 * @param {unknown} body
 */
export async function put(path, body) {
  const response = await send('PUT', path, body);
  return response.status === 204 ? null : response.json();
}

/** @param {string} path */
export async function remove(path) {
  await send('DELETE', path);
}

/**
 * @param {string} path
 * @param {File} file
 * @param {'POST'|'PUT'} [method]
 */
export async function upload(path, file, method = 'POST') {
  return (await send(method, path, file)).json();
}

/**
 * A picture as the browser can show it; the caller revokes the address.
 * @param {string} path
 * @param {AbortSignal} signal
 */
export async function picture(path, signal) {
  const response = await send('GET', path, undefined, signal);
  return URL.createObjectURL(await response.blob());
}

/** @typedef {{user: string, roles: string[], csrf: string, expiresAt: string, sandbox?: boolean}} Session */

/** @returns {Promise<Session|null>} null where nobody has signed in */
export async function session() {
  try {
    return keep(await get('session'));
  } catch (problem) {
    if (problem instanceof Problem && problem.status === 401) return null;
    throw problem;
  }
}

/**
 * @param {string} user
 * @param {string} password
 */
export async function signIn(user, password) {
  return keep(await post('session', {user, password}));
}

export async function signOut() {
  await send('DELETE', 'session');
  csrf = '';
}

/**
 * @param {string} oldPassword
 * @param {string} newPassword
 */
export async function changePassword(oldPassword, newPassword) {
  await post('session/password', {oldPassword, newPassword});
}

/** @param {Session} answer */
function keep(answer) {
  csrf = answer.csrf;
  return answer;
}

/** @param {string} sha256 */
export function mediaUrl(sha256) {
  return `/api/v1/media/${encodeURIComponent(sha256)}`;
}

/**
 * @param {string} cameraId
 * @param {'snapshot'|'mjpeg'} what
 */
export function cameraUrl(cameraId, what) {
  return `/api/v1/cameras/${encodeURIComponent(cameraId)}/${what}`;
}
