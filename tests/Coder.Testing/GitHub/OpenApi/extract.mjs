// Writes operations.json: of GitHub's OpenAPI description, the requests of the operations that the double serves, as plain JSON Schema.
// Run `npm install && node extract.mjs` here after adding a line to operations.txt. The package is large; nothing else needs it.
import { readFileSync, writeFileSync } from 'node:fs';

const api = JSON.parse(readFileSync('node_modules/@octokit/openapi/generated/api.github.com.json'));
const version = JSON.parse(readFileSync('node_modules/@octokit/openapi/package.json')).version;
const wanted = readFileSync('operations.txt', 'utf8').split('\n').filter(Boolean);

const deref = node => (node?.$ref ? deref(node.$ref.slice(2).split('/').reduce((at, key) => at[key], api)) : node);

// Validation keywords only. GitHub ignores fields that it does not know; here they are mistakes, so objects are closed,
// except in branches of oneOf and its like, which speak of a part of the fields.
function schema(node, closed) {
  const from = deref(node);
  if (!from) return undefined;
  const to = {};
  for (const key of ['enum', 'pattern', 'minLength', 'maxLength', 'minimum', 'maximum', 'minItems', 'maxItems', 'required', 'format']) {
    if (from[key] !== undefined) to[key] = from[key];
  }
  if (from.type) to.type = from.nullable ? [from.type, 'null'] : from.type;
  if (from.nullable && to.enum && !to.enum.includes(null)) to.enum = [...to.enum, null];
  if (from.items) to.items = schema(from.items, closed);
  if (from.properties) to.properties = Object.fromEntries(Object.entries(from.properties).map(([name, value]) => [name, schema(value, closed)]));
  for (const key of ['oneOf', 'anyOf', 'allOf']) if (from[key]) to[key] = from[key].map(one => schema(one, !from.properties && closed && key === 'oneOf'));
  if (typeof from.additionalProperties === 'object') to.additionalProperties = schema(from.additionalProperties, closed);
  else if (from.properties && closed) to.additionalProperties = false;
  return to;
}

const operations = {};
for (const line of wanted) {
  const [method, path] = line.split(' ');
  const operation = api.paths[path]?.[method.toLowerCase()];
  if (!operation) throw new Error(`${line}: not in the description`);
  const query = operation.parameters.map(deref).filter(parameter => parameter.in === 'query');
  const body = deref(operation.requestBody);
  operations[line] = {
    query: Object.fromEntries(query.map(parameter => [parameter.name, { required: parameter.required ?? false, schema: schema(parameter.schema, true) }])),
    ...(body && { bodyRequired: body.required ?? false, body: schema(body.content['application/json'].schema, true) }),
  };
}
writeFileSync('operations.json', `${JSON.stringify({ source: `@octokit/openapi ${version}`, operations }, null, 1)}\n`);
