import { lookup as lookUp } from 'node:dns'
import { BlockList, isIP, isIPv6, type LookupFunction } from 'node:net'
import { UpstreamError } from '../../domain/errors.ts'

/** Addresses that are not a public machine's, https://www.iana.org/assignments/iana-ipv4-special-registry. */
const notPublic = blockList([
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12'],
  ...['192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15'],
  ...['198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
  // Those that carry an IPv4 address inside are refused as a whole.
  ...['::/96', '64:ff9b::/96', '64:ff9b:1::/48', '100::/64', '2001::/32', '2001:db8::/32', '2002::/16'],
  ...['fc00::/7', 'fe80::/10', 'fec0::/10', 'ff00::/8'],
])

/** Where clouds give their own machines' keys away; no site or API of a team's has such an address. */
const metadata = blockList([
  ...['169.254.0.0/16', '100.100.100.200/32', '192.0.0.192/32', 'fe80::/10', 'fd00:ec2::254/128'],
])

function blockList(nets: string[]): BlockList {
  const list = new BlockList()
  for (const net of nets) {
    const [address = '', prefix] = net.split('/')
    list.addSubnet(address, Number(prefix), familyOf(address))
  }
  return list
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIPv6(address) ? 'ipv6' : 'ipv4'
}

/** Why an address must not be called, in words that follow what it belongs to; null where it may be. */
export function whyRefused(address: string, allowPrivate: boolean): string | null {
  const family = familyOf(address)
  if (metadata.check(address, family)) return 'is an address of a cloud’s own metadata, which is never called'
  if (!allowPrivate && notPublic.check(address, family))
    return 'is a private address; if that is meant, set allowPrivate: true'
  return null
}

/** Throws where a host is written as an address that must not be called: such hosts are never looked up. */
export function refuseWritten({ hostname }: URL, allowPrivate: boolean): void {
  const address = hostname.replace(/^\[|\]$/g, '')
  const why = isIP(address) ? whyRefused(address, allowPrivate) : null
  if (why) throw refusedAddress(hostname, why)
}

/**
 * Looks a host up for the connection that is about to be made, so that what was judged is what is called. One forbidden
 * address among several is enough to refuse.
 */
export const lookUpSafely =
  (allowPrivate: boolean): LookupFunction =>
  (hostname, options, callback) => {
    lookUp(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, '', 0)
      const why = found.map(({ address }) => whyRefused(address, allowPrivate)).find((one) => one !== null)
      if (why) return callback(refusedAddress(hostname, why), '', 0)
      const [first] = found
      if (options.all || !first) return callback(null, found)
      callback(null, first.address, first.family)
    })
  }

const refusedAddress = (host: string, why: string): UpstreamError =>
  new UpstreamError(`${host} ${why}.`, { service: host, isRetryable: false, code: 'private' })
