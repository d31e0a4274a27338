// Makes the outline of the world that the page draws places on, internal/web/assets/world.json, from the npm package
// world-atlas (Natural Earth, public domain): polygons of countries as GeoJSON, degrees with one decimal.
//
//   npm install world-atlas && node train/world.mjs node_modules/world-atlas/countries-110m.json > internal/web/assets/world.json
import { readFileSync } from "node:fs";

const topo = JSON.parse(readFileSync(process.argv[2], "utf8"));
const { scale, translate } = topo.transform;
const arcs = topo.arcs.map((arc) => {
  let x = 0, y = 0;
  return arc.map(([dx, dy]) => [(x += dx) * scale[0] + translate[0], (y += dy) * scale[1] + translate[1]]);
});
const round = (v) => Math.round(v * 10) / 10;
const ring = (ids) => {
  const out = [];
  for (const id of ids) {
    const points = id < 0 ? [...arcs[~id]].reverse() : arcs[id];
    for (const p of points) {
      const q = [round(p[0]), round(p[1])], last = out.at(-1);
      if (!last || last[0] !== q[0] || last[1] !== q[1]) out.push(q);
    }
  }
  return out;
};
const polygons = [];
for (const g of topo.objects.countries.geometries) {
  if (g.properties?.name === "Antarctica") continue;
  for (const poly of g.type === "Polygon" ? [g.arcs] : g.arcs ?? []) {
    const rings = poly.map(ring).filter((r) => r.length > 3);
    if (rings.length) polygons.push(rings);
  }
}
process.stdout.write(JSON.stringify({ type: "MultiPolygon", coordinates: polygons }) + "\n");
