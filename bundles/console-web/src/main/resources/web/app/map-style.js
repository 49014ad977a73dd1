// @ts-check
/** How the ground is drawn: dark and quiet, so that only alerts stand out. */

const ol = /** @type {any} */ (globalThis).ol;
const {Style, Fill, Stroke, Text} = ol.style;

const FONT = '500 12px system-ui, "Segoe UI", Roboto, sans-serif';
export const GROUND = '#0e141b';

/** Metres wide, so that a road grows with the map; pixels below which it is not drawn thinner. */
const ROADS = {
  freeway: {metres: 24, least: 2.2, colour: '#4a5a6e', edge: '#10161d', z: 13, label: 40},
  arterial: {metres: 15, least: 1.3, colour: '#38444f', edge: '#10161d', z: 12, label: 14},
  street: {metres: 9, least: 0.6, colour: '#28323c', edge: '#10161d', z: 11, label: 3.5},
};

/** @type {Map<string, any>} */
const cache = new Map();

/** @param {string} key @param {() => any} make */
function cached(key, make) {
  let style = cache.get(key);
  if (!style) {
    if (cache.size > 3_000) cache.clear();
    style = make();
    cache.set(key, style);
  }
  return style;
}

/** @param {string} colour @param {number} z @param {string} [edge] */
function area(colour, z, edge) {
  return cached(`area ${colour}`, () => new Style({
    fill: new Fill({color: colour}),
    stroke: edge ? new Stroke({color: edge, width: 1}) : undefined,
    zIndex: z,
  }));
}

/** @param {any} feature @param {number} resolution metres a pixel */
function road(feature, resolution) {
  const kind = ROADS[/** @type {keyof typeof ROADS} */ (feature.get('class'))] ?? ROADS.street;
  const width = Math.max(kind.least, kind.metres / resolution);
  const rounded = Math.round(width * 4) / 4;
  const name = resolution < kind.label ? feature.get('name') : undefined;
  return cached(`road ${kind.z} ${rounded} ${name ?? ''}`, () => {
    const styles = [new Style({stroke: new Stroke({color: kind.colour, width: rounded}), zIndex: kind.z})];
    if (rounded > 4) {
      styles.unshift(new Style({stroke: new Stroke({color: kind.edge, width: rounded + 2}), zIndex: kind.z - 3}));
    }
    if (name) styles.push(new Style({text: label(name, {placement: 'line'}), zIndex: 30 + kind.z}));
    return styles;
  });
}

/** @param {string} text @param {object} more */
function label(text, more) {
  return new Text({
    text, font: FONT, fill: new Fill({color: '#a9b6c4'}), stroke: new Stroke({color: '#0d1117', width: 3}), ...more,
  });
}

/** @param {any} feature @param {number} resolution */
function named(feature, resolution) {
  const name = feature.get('name');
  const local = !['city', 'town', 'district', 'neighbourhood', 'neighborhood', 'suburb'].includes(feature.get('kind'));
  if (!name || resolution > (local ? 5 : 60)) return undefined;
  return cached(`place ${local} ${name}`, () => new Style({
    text: label(local ? name : name.toUpperCase(), {
      font: local ? FONT : '600 12px system-ui, "Segoe UI", Roboto, sans-serif',
      fill: new Fill({color: local ? '#93a1b0' : '#c3ced9'}),
      overflow: true,
    }),
    zIndex: 60,
  }));
}

/** Style function for the vector tiles of a set. @param {any} feature @param {number} resolution */
export function ground(feature, resolution) {
  switch (feature.get('layer')) {
    case 'water': return area('#0b2537', 2);
    case 'park': return area('#12251c', 3);
    case 'block':
    case 'landuse': return area('#141b23', 1);
    case 'building': return resolution < 5 ? area('#1b242e', 5, '#222d38') : undefined;
    case 'road': return road(feature, resolution);
    case 'place': return named(feature, resolution);
    default: return undefined;
  }
}
