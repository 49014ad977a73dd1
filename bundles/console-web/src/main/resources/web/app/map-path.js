// @ts-check
/** Plate reads on the ground: a numbered round for each place, a line from the oldest to the newest. */

const ol = /** @type {any} */ (globalThis).ol;
const {Style, Fill, Stroke, Text, Circle} = ol.style;
const {fromLonLat} = ol.proj;

/** @typedef {{number: number, plate: string, occurredAt: string, location?: import('./format.js').Point}} Read */

const LINE = '#c9a7ff';
const LABEL = '600 12px system-ui, "Segoe UI", Roboto, sans-serif';

/**
 * Reads of one plate are one path; those of others have paths of their own.
 * @param {Read[]} reads newest first, as they are found
 * @returns {any[]}
 */
export function pathFeatures(reads) {
  /** @type {Map<string, {at: number[], step: number}[]>} */
  const paths = new Map();
  reads.forEach((read, i) => {
    if (!read.location) return;
    const plate = read.plate.toUpperCase().replace(/[^\p{L}\p{N}?]/gu, '');
    const path = paths.get(plate) ?? [];
    // as in the list: 1 is the newest
    path.unshift({at: fromLonLat(read.location.coordinates), step: i + 1});
    paths.set(plate, path);
  });
  return [...paths.values()].flatMap((path) => [
    ...(path.length > 1 ? [new ol.Feature({geometry: new ol.geom.LineString(path.map(({at}) => at))})] : []),
    ...path.map(({at, step}) => new ol.Feature({step, geometry: new ol.geom.Point(at)})),
  ]);
}

/** @param {any} feature */
export function pathStyle(feature) {
  const step = feature.get('step');
  if (!step) return new Style({stroke: new Stroke({color: LINE, width: 3}), zIndex: 200});
  return new Style({
    image: new Circle({radius: 11, fill: new Fill({color: LINE}), stroke: new Stroke({color: '#0d1117', width: 2})}),
    text: new Text({text: String(step), font: LABEL, fill: new Fill({color: '#0d1117'}), offsetY: 1}),
    zIndex: 1_000 - step,
  });
}
