/** Thrown inside the practice carrier; becomes Twilio's error body. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: number,
    message: string,
  ) {
    super(message)
  }
}

/** Twilio's error body: https://www.twilio.com/docs/usage/twilios-response#response-formats-exceptions */
export function refusalBody({ code, message, status }: Refusal) {
  return { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status }
}

/** https://www.twilio.com/docs/api/errors lists each code with its words. */
export const refuse = {
  login: () => new Refusal(401, 20003, 'Authenticate'),
  permission: (name: string) => new Refusal(403, 70051, `Authorization Error: the API key lacks ${name}`),
  notFound: (path: string) => new Refusal(404, 20404, `The requested resource ${path} was not found`),
  tooMany: () => new Refusal(429, 20429, 'Too Many Requests'),
  bad: (code: number, message: string) => new Refusal(400, code, message),
}
