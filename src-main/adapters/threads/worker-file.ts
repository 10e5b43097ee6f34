/** Where the code of a thread stands: beside the file that starts it, as source and as built. */
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * @param name of the file, without its ending
 * @param from `import.meta.url` of the file that starts the thread
 */
export const workerFile = (name: string, from: string): URL =>
  new URL(`./${name}${path.extname(fileURLToPath(from))}`, from)
