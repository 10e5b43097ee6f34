/** Where updates may come from, and which version is newer. */
import { describe, expect, test } from 'vitest'
import { isNewer, isVersion } from '../../src-main/core/office/versions'
import { say } from '../../src-preload/shared/phrases/say'
import { readUpdateAddress } from '../../src-preload/shared/update-address'

describe('the address of updates', () => {
  test.each([
    ['https://updates.example.com/deskbell', 'web'],
    [' https://updates.example.com:8443/ ', 'web'],
    ['http://127.0.0.1:4711/feed/', 'web'],
    ['/srv/deskbell', 'folder'],
    ['D:\\Deskbell updates', 'folder'],
    ['\\\\server\\share\\deskbell', 'folder'],
  ])('%s is taken', (typed, kind) => {
    expect(readUpdateAddress(typed)).toEqual({ ok: true, address: { kind, value: typed.trim() } })
  })
  test.each([
    ['', 'empty'],
    ['updates', 'neither'],
    ['updates.example.com/deskbell', 'neither'],
    ['./folder', 'neither'],
    ['https://', 'neither'],
    ['https://exa mple.com', 'neither'],
    ['javascript://127.0.0.1/x', 'neither'],
    ['file:///srv/deskbell', 'neither'],
    ['http://updates.example.com/', 'insecure'],
    ['http://127.0.0.1.example.com/', 'insecure'],
    ['http://localhost:80/', 'insecure'],
    ['https://anna:secret@updates.example.com/', 'login'],
    ['http://127.0.0.1@updates.example.com/', 'login'],
    ['https://updates.example.com/?token=1', 'login'],
    ['https://updates.example.com/latest-linux.yml', 'file'],
    ['/srv/deskbell/Deskbell.AppImage', 'file'],
  ] as const)('%s is refused in words that say what to do', (typed, fault) => {
    expect(readUpdateAddress(typed)).toEqual({ ok: false, fault })
    expect(say(`update-address.${fault}`).length).toBeGreaterThan(20)
  })
})

test('a version is newer by its numbers, a release after what came before it', () => {
  const order = ['0.1.0-beta.2', '0.1.0-beta.10', '0.1.0', '0.2.0', '0.10.0', '1.0.0']
  for (const [i, one] of order.entries())
    for (const [j, other] of order.entries()) expect(isNewer(one, other), `${one} ${other}`).toBe(i > j)
  for (const text of ['', '1', '1.2', 'v1.2.3', '1.2.3.4', '1.2.3-', 'test', '1.2.3\n', '٣.1.0'])
    expect([isVersion(text), isNewer(text, '0.0.1'), isNewer('9.0.0', text)], text).toEqual([
      false,
      false,
      false,
    ])
})
