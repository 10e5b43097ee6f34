/** The file that says where the window was. */
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createPlace, FIRST_BOUNDS } from '../../src-main/hosts/electron/window/place'

let folder = ''
const file = () => path.join(folder, 'window.json')
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'deskbell-place-'))
})
afterEach(() => {
  chmodSync(folder, 0o700)
  rmSync(folder, { recursive: true })
})

test('what is saved is read again, by this user only', () => {
  const bounds = { x: -1200, y: 40, width: 1150, height: 720, maximized: true }
  createPlace(folder).save(bounds)
  expect(createPlace(folder).read()).toEqual(bounds)
  expect(statSync(file()).mode & 0o777).toBe(0o600)
})
test('without a file, the first place', () => expect(createPlace(folder).read()).toEqual(FIRST_BOUNDS))
test.each(['', '{', 'null', '[]', '{"window":null}', '{"window":{"width":"wide","height":720}}'])(
  'a file that says %s is no place',
  (kept) => {
    writeFileSync(file(), kept)
    expect(createPlace(folder).read()).toEqual(FIRST_BOUNDS)
  },
)
test('half a position is none: the system puts it in the middle', () => {
  writeFileSync(file(), '{"window":{"x":5,"y":null,"width":1100,"height":700,"maximized":"yes"}}')
  expect(createPlace(folder).read()).toEqual({ width: 1100, height: 700, maximized: false })
})
test('a place that cannot be kept is not kept, and nothing fails', () => {
  createPlace(path.join(folder, 'gone')).save(FIRST_BOUNDS)
  expect(() => readFileSync(path.join(folder, 'gone', 'window.json'))).toThrow('ENOENT')
})
