/** Must be imported first: zod compiles schemas with `new Function`, which the page's CSP refuses. */
import { z } from 'zod'

z.config({ jitless: true })
