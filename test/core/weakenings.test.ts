import { expect, test } from 'vitest'
import { weakenings } from '../../src-main/core/office/weakenings'

test('fault 12: what weakens the program is named, whatever way it is written', () => {
  expect(
    weakenings({ NODE_TLS_REJECT_UNAUTHORIZED: '0', NODE_OPTIONS: '--inspect', PATH: '/bin' }, []),
  ).toEqual(['NODE_TLS_REJECT_UNAUTHORIZED', 'NODE_OPTIONS'])
  for (const given of [
    '--remote-debugging-port=9222',
    '-remote-debugging-port=9222',
    '--REMOTE-DEBUGGING-PORT=9222',
    '/remote-debugging-port=9222',
    '--remote-debugging-port',
  ])
    expect(weakenings({}, ['/usr/bin/deskbell', given]), given).toEqual(['--remote-debugging-port'])
  expect(
    weakenings({}, ['--inspect-brk', '--js-flags=--allow-natives', '--ignore-certificate-errors']),
  ).toHaveLength(3)
})
test('and nothing else', () => {
  expect(
    weakenings({ PATH: '/bin', HOME: '/root', NODE_TLS_REJECT_UNAUTHORIZED: '1', NODE_OPTIONS: '' }, [
      '--data=/home/desk/inspect',
      '--deskbell-wait=1000',
      'remote-debugging-port',
      '/home/desk/--inspect',
    ]),
  ).toEqual([])
})
