/** What is wrong with an OpenAPI 3.1 document, by the rules of the specification that it can break. */

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const object = (value: unknown): Json => (isObject(value) ? value : {});
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const verbs = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];
const operationFields = new Set([
  ...['tags', 'summary', 'description', 'externalDocs', 'operationId', 'parameters', 'requestBody'],
  ...['responses', 'callbacks', 'deprecated', 'security', 'servers'],
]);
const schemaTypes = ['null', 'boolean', 'object', 'array', 'number', 'integer', 'string'];

const isText = (value: unknown): boolean => typeof value === 'string';
const isCount = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= 0;
const isNumber = (value: unknown): boolean => typeof value === 'number';
const isAnything = (): boolean => true;
const isSchema = (value: unknown): boolean => isObject(value) || typeof value === 'boolean';
const isSchemas = (value: unknown): boolean =>
  Array.isArray(value) && value.length > 0 && value.every(isSchema);
const isPattern = (value: unknown): boolean => {
  try {
    return typeof value === 'string' && new RegExp(value, 'u') instanceof RegExp;
  } catch {
    return false;
  }
};

/** keywords of JSON Schema 2020-12 that may stand here, and what each may hold */
const keywords: Readonly<Record<string, (value: unknown) => boolean>> = {
  type: (value) => [value].flat().every((one) => schemaTypes.includes(String(one))),
  enum: (value) => Array.isArray(value) && value.length > 0,
  const: isAnything,
  default: isAnything,
  properties: isObject,
  required: (value) => Array.isArray(value) && value.every(isText) && new Set(value).size === value.length,
  additionalProperties: isSchema,
  propertyNames: isSchema,
  items: isSchema,
  prefixItems: isSchemas,
  anyOf: isSchemas,
  oneOf: isSchemas,
  allOf: isSchemas,
  not: isSchema,
  format: isText,
  pattern: isPattern,
  title: isText,
  description: isText,
  minLength: isCount,
  maxLength: isCount,
  minItems: isCount,
  maxItems: isCount,
  minimum: isNumber,
  maximum: isNumber,
  exclusiveMinimum: isNumber,
  exclusiveMaximum: isNumber,
  $ref: isText,
};

class Check {
  readonly wrong: string[] = [];
  readonly #operations = new Set<unknown>();

  constructor(readonly document: Json) {}

  say(where: string, what: string, holds: boolean): void {
    if (!holds) this.wrong.push(`${where}: ${what}`);
  }

  whole(): void {
    const { openapi, info, paths, components } = this.document;
    this.say('openapi', 'is no 3.1', /^3\.1\.\d+$/.test(String(openapi)));
    this.say(
      'info',
      'lacks title or version',
      ['title', 'version'].every((key) => isText(object(info)[key])),
    );
    for (const [path, item] of Object.entries(object(paths))) this.path(path, object(item));
    for (const [name, schema] of Object.entries(object(object(components)['schemas']))) {
      this.say(name, 'is no name of a component', /^[a-zA-Z0-9._-]+$/.test(name));
      this.schema(`schemas/${name}`, schema);
    }
    for (const [name, response] of Object.entries(object(object(components)['responses'])))
      this.response(`responses/${name}`, object(response));
    this.references('', this.document);
  }

  path(path: string, item: Json): void {
    this.say(path, 'does not begin with /', path.startsWith('/'));
    this.say(path, 'keeps a colon', !path.includes(':'));
    for (const [verb, operation] of Object.entries(item)) {
      this.say(path, `${verb} is no method`, verbs.includes(verb));
      this.operation(`${verb} ${path}`, path, object(operation));
    }
  }

  operation(where: string, path: string, operation: Json): void {
    for (const field of Object.keys(operation))
      this.say(where, `has a field ${field}`, operationFields.has(field) || field.startsWith('x-'));
    const { operationId, parameters, requestBody, responses, security, tags } = operation;
    this.say(where, 'operationId is used twice', !this.#operations.has(operationId));
    this.#operations.add(operationId);
    this.parameters(where, path, list(parameters).map(object));
    if (requestBody !== undefined) this.content(where, object(requestBody)['content'], true);
    const entries = Object.entries(object(responses));
    this.say(where, 'has no response', entries.length > 0);
    for (const [status, response] of entries) {
      this.say(where, `${status} is no status`, /^([1-5]\d\d|default)$/.test(status));
      this.response(`${where} ${status}`, object(response));
    }
    this.named(where, security, tags);
  }

  named(where: string, security: unknown, tags: unknown): void {
    const schemes = object(object(this.document['components'])['securitySchemes']);
    for (const name of list(security).flatMap((one) => Object.keys(object(one))))
      this.say(where, `security ${name} is not declared`, name in schemes);
    const declared = list(this.document['tags']).map((tag) => object(tag)['name']);
    for (const tag of list(tags))
      this.say(where, `tag ${String(tag)} is not declared`, declared.includes(tag));
  }

  parameters(where: string, path: string, parameters: readonly Json[]): void {
    const keys = parameters.map((one) => `${String(one['in'])} ${String(one['name'])}`);
    this.say(where, 'names a parameter twice', new Set(keys).size === keys.length);
    const wanted = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => `path ${name ?? ''}`);
    const found = keys.filter((key) => key.startsWith('path '));
    this.say(where, 'its path parameters are not those of the path', wanted.join() === found.join());
    for (const one of parameters) {
      const name = String(one['name']);
      this.say(
        where,
        `${name} is in no known part`,
        ['path', 'query', 'header', 'cookie'].includes(String(one['in'])),
      );
      this.say(
        where,
        `${name} is in the path and not required`,
        one['in'] !== 'path' || one['required'] === true,
      );
      this.schema(`${where} ${name}`, one['schema']);
    }
  }

  response(where: string, response: Json): void {
    if (response['$ref'] !== undefined) return;
    this.say(where, 'has no description', isText(response['description']) && response['description'] !== '');
    if (response['content'] !== undefined) this.content(where, response['content'], false);
  }

  content(where: string, content: unknown, schemaNeeded: boolean): void {
    const entries = Object.entries(object(content));
    this.say(where, 'has an empty content', entries.length > 0);
    for (const [media, one] of entries) {
      this.say(where, `${media} is no media type`, /^[\w.+-]+\/[\w.+-]+$/.test(media));
      const { schema } = object(one);
      if (schema !== undefined || schemaNeeded) this.schema(`${where} ${media}`, schema);
    }
  }

  schema(where: string, schema: unknown): void {
    if (typeof schema === 'boolean') return;
    this.say(where, 'is no schema', isObject(schema));
    for (const [keyword, value] of Object.entries(object(schema))) {
      const holds = keywords[keyword];
      this.say(where, `${keyword} is no keyword`, holds !== undefined);
      this.say(where, `${keyword} holds ${JSON.stringify(value)}`, holds?.(value) !== false);
    }
    this.inner(where, object(schema));
  }

  inner(where: string, schema: Json): void {
    for (const [name, one] of Object.entries(object(schema['properties'])))
      this.schema(`${where}.${name}`, one);
    for (const keyword of ['items', 'additionalProperties', 'propertyNames', 'not'])
      if (schema[keyword] !== undefined) this.schema(`${where} ${keyword}`, schema[keyword]);
    for (const keyword of ['anyOf', 'oneOf', 'allOf', 'prefixItems'])
      for (const one of list(schema[keyword])) this.schema(`${where} ${keyword}`, one);
    const properties = Object.keys(object(schema['properties']));
    // A shape that needs a field which it does not describe was put together wrongly.
    for (const name of list(schema['required']).map(String))
      this.say(
        where,
        `needs ${name}, which it does not describe`,
        properties.includes(name) || schema['propertyNames'] !== undefined,
      );
  }

  references(where: string, value: unknown): void {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, part] of Object.entries(value)) {
      if (key === '$ref' && typeof part === 'string')
        this.say(where, `${part} points at nothing`, this.holds(part));
      this.references(`${where}/${key}`, part);
    }
  }

  holds(reference: string): boolean {
    const steps = reference.startsWith('#/') ? reference.slice(2).split('/') : [''];
    return steps.reduce<unknown>((at, step) => object(at)[step], this.document) !== undefined;
  }
}

/** @returns one line for each fault; none where the document is well made */
export function faultsOf(document: object): string[] {
  const check = new Check(document as Json);
  check.whole();
  return check.wrong;
}
