/**
 * Variables and switches by which whoever starts the program could look into it, or have it trust whom it should not:
 * https://nodejs.org/api/cli.html and https://www.electronjs.org/docs/latest/api/command-line-switches
 */

const VARIABLES = [
  'NODE_OPTIONS',
  'NODE_EXTRA_CA_CERTS',
  'NODE_V8_COVERAGE',
  'NODE_REPL_EXTERNAL_MODULE',
  'NODE_PATH',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'SSLKEYLOGFILE',
  'OPENSSL_CONF',
  'ELECTRON_RUN_AS_NODE',
  'ELECTRON_OVERRIDE_DIST_PATH',
  'ELECTRON_DEFAULT_ERROR_MODE',
  'LD_PRELOAD',
  'DYLD_INSERT_LIBRARIES',
] as const

const SWITCHES = [
  'inspect',
  'inspect-brk',
  'inspect-port',
  'inspect-publish-uid',
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'remote-allow-origins',
  'debugger-frontend-url',
  'js-flags',
  'ignore-certificate-errors',
  'ignore-certificate-errors-spki-list',
  'ignore-urlfetcher-cert-requests',
  'allow-insecure-localhost',
  'allow-running-insecure-content',
  'disable-web-security',
  'disable-site-isolation-trials',
  'no-sandbox',
  'disable-sandbox',
  'disable-gpu-sandbox',
  'single-process',
  'load-extension',
  'host-rules',
  'host-resolver-rules',
  'proxy-server',
  'proxy-pac-url',
  'ssl-key-log-file',
  'log-net-log',
  'net-log-capture-mode',
  'renderer-cmd-prefix',
  'utility-cmd-prefix',
  'gpu-launcher',
  'require',
  'r',
  'import',
  'experimental-loader',
  'loader',
  'tls-keylog',
  'use-openssl-ca',
  'auth-server-whitelist',
  'auth-server-allowlist',
  'enable-automation',
] as const

/** A switch as Chromium reads it: one dash or two, on Windows a slash, in any case. */
const nameOf = (argument: string): string | null =>
  /^(?:--?|\/)([A-Za-z][\w-]*)(?:=|$)/.exec(argument)?.[1]?.toLowerCase() ?? null

/** The names of those that are set, none of their values. */
export const weakenings = (
  env: Readonly<Record<string, string | undefined>>,
  args: readonly string[],
): string[] => {
  const set = (name: string) => env[name] !== undefined && env[name] !== ''
  const given = new Set(args.map(nameOf))
  return [
    ...(set('NODE_TLS_REJECT_UNAUTHORIZED') && env.NODE_TLS_REJECT_UNAUTHORIZED !== '1'
      ? ['NODE_TLS_REJECT_UNAUTHORIZED']
      : []),
    ...VARIABLES.filter(set),
    ...SWITCHES.filter((name) => given.has(name)).map((name) => `--${name}`),
  ]
}
