/**
 * Cuts Twilio's OpenAPI description down to the calls in use: `node test/support/twilio-oai.gen.mjs FOLDER`,
 * where FOLDER holds the files named in `twilio-oai/SOURCE.md`. Descriptions and examples are left out.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const IN_USE = {
  'twilio_api_v2010.json': {
    '/2010-04-01/Accounts/{Sid}.json': ['get'],
    '/2010-04-01/Accounts/{AccountSid}/Messages.json': ['get', 'post'],
    '/2010-04-01/Accounts/{AccountSid}/Messages/{Sid}.json': ['get', 'post', 'delete'],
    '/2010-04-01/Accounts/{AccountSid}/Messages/{MessageSid}/Media.json': ['get'],
    '/2010-04-01/Accounts/{AccountSid}/Messages/{MessageSid}/Media/{Sid}.json': ['get', 'delete'],
    '/2010-04-01/Accounts/{AccountSid}/Balance.json': ['get'],
    '/2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers.json': ['get'],
    '/2010-04-01/Accounts/{AccountSid}/Usage/Records.json': ['get'],
  },
  'twilio_pricing_v1.json': { '/v1/Messaging/Countries/{IsoCountry}': ['get'] },
  'twilio_messaging_v1.json': {
    '/v1/Services': ['get'],
    '/v1/Services/{ServiceSid}/PhoneNumbers': ['get'],
    '/v1/Services/{ServiceSid}/AlphaSenders': ['get'],
    '/v1/Services/{MessagingServiceSid}/Compliance/Usa2p': ['get'],
    '/v1/a2p/BrandRegistrations': ['get'],
    '/v1/Tollfree/Verifications': ['get'],
  },
  'twilio_lookups_v2.json': { '/v2/PhoneNumbers/{PhoneNumber}': ['get'] },
}
const LEFT_OUT = new Set(['x-twilio', 'examples', 'headers', 'security', 'tags', 'summary', 'servers'])

/** `inNames` marks objects whose keys are names of fields, not words of the description language. */
function cut(value, inNames = false) {
  if (Array.isArray(value)) return value.map((item) => cut(item))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(
        ([key, item]) =>
          inNames ||
          !(
            LEFT_OUT.has(key) ||
            (['description', 'example', 'title'].includes(key) && typeof item !== 'object')
          ),
      )
      .map(([key, item]) => [key, cut(item, !inNames && key === 'properties')]),
  )
}

const out = { hosts: {}, schemas: {} }
for (const [file, paths] of Object.entries(IN_USE)) {
  const whole = JSON.parse(readFileSync(join(process.argv[2], file), 'utf8'))
  const keep = (value) => {
    if (typeof value !== 'object' || value === null) return
    if (typeof value.$ref === 'string') {
      const name = value.$ref.split('/').at(-1)
      if (!out.schemas[name]) {
        out.schemas[name] = cut(whole.components.schemas[name])
        keep(whole.components.schemas[name])
      }
    }
    for (const item of Object.values(value)) keep(item)
  }
  for (const [path, methods] of Object.entries(paths)) {
    const description = whole.paths[path]
    const host = new URL(description.servers[0].url).host
    for (const method of methods) {
      const operation = cut(description[method])
      const parameters = (operation.parameters ?? []).filter((parameter) => parameter.name)
      const form = operation.requestBody?.content['application/x-www-form-urlencoded']?.schema ?? null
      const responses = Object.fromEntries(
        Object.entries(operation.responses).map(([status, response]) => [
          status,
          response.content?.['application/json']?.schema ?? null,
        ]),
      )
      keep({ parameters, form, responses })
      out.hosts[host] ??= {}
      out.hosts[host][path] ??= {}
      out.hosts[host][path][method] = { parameters, form, responses }
    }
  }
}
writeFileSync(new URL('twilio-oai/calls-in-use.json', import.meta.url), `${JSON.stringify(out, null, 1)}\n`)
