// Prints the person names of the npm package @faker-js/faker as JSON: node faker_names.mjs (in a folder with the package installed).
import { allLocales } from "@faker-js/faker";

const strings = (value, out = new Set()) => {
  if (typeof value === "string") out.add(value);
  else if (value && typeof value === "object") Object.values("value" in value ? [value.value] : value).forEach((v) => strings(v, out));
  return out;
};
const names = {};
for (const [locale, { person }] of Object.entries(allLocales)) {
  if (!person) continue;
  names[locale] = {
    female: [...strings(person.first_name?.female)],
    male: [...strings(person.first_name?.male)],
    generic: [...strings(person.first_name?.generic)],
    last: [...strings(person.last_name)],
  };
}
console.log(JSON.stringify(names));
