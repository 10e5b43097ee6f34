/** What a reply says, as the screen shows it: the client of the tests makes words with the same catalogue. */
import type { Reply } from '../../src-preload/contract'
import { inWords, say } from '../../src-preload/shared/phrases/say'

/** The answer in words; a failure is thrown with its code and its words. */
export const wordsOf = (reply: Reply): unknown => {
  if (reply.ok) return inWords(reply.value)
  const { code, reason, field } = reply.error
  throw Object.assign(new Error(say(reason)), { code }, field === undefined ? {} : { field })
}
