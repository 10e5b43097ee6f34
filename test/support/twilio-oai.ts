import { readFileSync } from 'node:fs'
import { Ajv, type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'

type Json = { [key: string]: unknown }
type Operation = {
  parameters: { name: string; in: string; required?: boolean; schema: Json }[]
  form: { properties?: Json } | null
  responses: Record<string, Json | null>
}
type Description = {
  hosts: Record<string, Record<string, Record<string, Operation>>>
  schemas: Record<string, Json>
}

export type Recorded = {
  host: string
  path: string
  method: string
  query: URLSearchParams
  form: URLSearchParams
  status: number
  body: unknown
}

const file = new URL('./twilio-oai/calls-in-use.json', import.meta.url)
const description = JSON.parse(readFileSync(file, 'utf8')) as Description

/** Fields that Twilio sends as decimal strings (its own examples do), though it describes them as numbers. */
const DECIMALS = ['base_price', 'current_price']
/** Described as URIs; Twilio's examples and answers hold paths. */
const PATHS = ['first_page_uri', 'next_page_uri', 'previous_page_uri', 'uri']
/** Paid parts of a look-up that was free: null in Twilio's example, described as objects. */
const UNPAID = [
  'caller_name',
  'sim_swap',
  'call_forwarding',
  'line_type_intelligence',
  'line_status',
  'identity_match',
  'reassigned_number',
  'sms_pumping_risk',
]

const ajv = new Ajv({ strict: false, allErrors: true })
addFormats.default(ajv)
ajv.addFormat('phone-number', /^\+[1-9]\d{6,14}$/)
ajv.addFormat('date-time-rfc-2822', /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d \+0000$/)
ajv.addFormat('currency', /^[A-Za-z]{3}$/)
ajv.addFormat('iso-country-code', /^[A-Z]{2}$/)
ajv.addFormat('http-method', /^(GET|POST)$/)
for (const name of ['uri-map', 'phone-number-capabilities', 'outbound-sms-price', 'inbound-sms-price']) {
  ajv.addFormat(name, true)
}

/**
 * OpenAPI 3.0 as JSON Schema: `nullable` becomes a type, `$ref` a definition. Stricter than the description in
 * one way: a field it does not name is an error, so that the practice carrier cannot invent any.
 */
function jsonSchema(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => jsonSchema(item))
  if (typeof value !== 'object' || value === null) return value
  const { nullable, ...rest } = value as Json
  const out: Json = {}
  for (const [name, item] of Object.entries(rest)) {
    if (name === '$ref') out.$ref = String(item).replace('#/components/schemas/', '#/definitions/')
    else if (name === 'properties') {
      out.properties = Object.fromEntries(
        Object.entries(item as Json).map(([field, schema]) => [field, jsonSchema(schema, field)]),
      )
    } else out[name] = jsonSchema(item)
  }
  if (out.properties && out.additionalProperties === undefined) out.additionalProperties = false
  if (DECIMALS.includes(key)) return { type: ['number', 'string'], pattern: '^-?\\d+(\\.\\d+)?$' }
  if (UNPAID.includes(key) && out.$ref) return { anyOf: [out, { type: 'null' }] }
  if (PATHS.includes(key) && out.format === 'uri') out.format = 'uri-reference'
  if (nullable === true && typeof out.type === 'string') out.type = [out.type, 'null']
  return out
}

const definitions = Object.fromEntries(
  Object.entries(description.schemas).map(([name, schema]) => [name, jsonSchema(schema)]),
)
const compiled = new Map<Json, ValidateFunction>()

/** The described operation for a request, by host, method and path. */
function operationOf({ host, path, method }: Recorded): { name: string; operation: Operation } | null {
  const name = method.toLowerCase()
  // Fixed segments win over placeholders: the shortest match is the most exact one.
  for (const [template, methods] of Object.entries(description.hosts[host] ?? {})) {
    const pattern = template
      .split(/\{\w+\}/)
      .map((part) => part.replace(/[.]/g, '\\.'))
      .join('([^/]+?)')
    const operation = methods[name]
    if (operation && new RegExp(`^${pattern}$`).test(path))
      return { name: `${method} ${host}${template}`, operation }
  }
  return null
}

/** The operations described. */
export function describedOperations(): string[] {
  return Object.entries(description.hosts).flatMap(([host, paths]) =>
    Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${host}${path}`),
    ),
  )
}

/** The described name of a call and what is wrong with its request and its answer. */
export function held(recorded: Recorded): { name: string | null; faults: string[] } {
  const found = operationOf(recorded)
  if (!found)
    return { name: null, faults: [`no such call: ${recorded.method} ${recorded.host}${recorded.path}`] }
  const { name, operation } = found
  const faults = [...requestFaults(recorded, operation)]
  if (recorded.status < 400) {
    const schema = operation.responses[String(recorded.status)]
    if (schema === undefined) faults.push(`status ${recorded.status} is not described`)
    else if (schema) faults.push(...answerFaults(schema, recorded.body))
  }
  return { name, faults: faults.map((fault) => `${name}: ${fault}`) }
}

function* requestFaults({ query, form }: Recorded, operation: Operation): Generator<string> {
  const known = new Map(
    operation.parameters
      .filter((parameter) => parameter.in === 'query')
      .map(({ name, schema }) => [name, schema]),
  )
  for (const [name, value] of query) {
    const schema = known.get(name)
    if (!schema) yield `query parameter ${name} is not described`
    else yield* valueFaults(name, value, schema)
  }
  const fields = operation.form?.properties ?? {}
  for (const [name, value] of form) {
    const schema = fields[name] as Json | undefined
    if (!schema) yield `form field ${name} is not described`
    else yield* valueFaults(name, value, schema)
  }
}

/** Forms carry text: numbers and booleans are read before they are held against their schema. */
function* valueFaults(name: string, value: string, schema: Json): Generator<string> {
  const validate = validator(schema)
  const readings: unknown[] = [value]
  if (/^-?\d+(\.\d+)?$/.test(value)) readings.push(Number(value))
  if (value === 'true' || value === 'false') readings.push(value === 'true')
  if (!readings.some((reading) => validate(reading))) yield `${name}=${value} is not allowed`
}

function answerFaults(schema: Json, body: unknown): string[] {
  const validate = validator(schema)
  if (validate(body)) return []
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  )
}

function validator(schema: Json): ValidateFunction {
  const known = compiled.get(schema)
  if (known) return known
  const validate = ajv.compile({ ...(jsonSchema(schema) as Json), definitions })
  compiled.set(schema, validate)
  return validate
}
