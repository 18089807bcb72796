import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseDocument } from 'yaml'
import { removeChecks } from '../without-checks.ts'

/** Of /proc/PID/stat, see proc_pid_stat(5); Linux on every usual machine counts in hundredths of a second. */
const ticksPerSecond = 100

/** The CPU time that a process has used. */
export async function cpuSeconds(pid: number): Promise<number> {
  const fields = fieldsOf(await readProc(pid, 'stat'))
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / ticksPerSecond
}

export async function residentMb(pid: number): Promise<number> {
  return megabytes(await readProc(pid, 'status'), 'VmRSS')
}

/** Shared memory counted once, among all who share it. */
export async function proportionalMb(pid: number): Promise<number> {
  return megabytes(await readProc(pid, 'smaps_rollup'), 'Pss')
}

/** Nothing where the process has ended. */
export function readProc(pid: number, name: string): Promise<string> {
  return readFile(`/proc/${pid}/${name}`, 'utf8').catch(() => '')
}

/** The fields after the name, which may hold anything. */
export function fieldsOf(stat: string): string[] {
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
}

function megabytes(text: string, name: string): number {
  return Math.round(Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? 0) / 1024)
}

/** A file with the sample's configuration, and these checks in place of its own. */
export async function configWithChecks(folder: string, checks: object): Promise<string> {
  const document = parseDocument(await readFile('pilothouse.yml', 'utf8'))
  removeChecks(document)
  if (Object.keys(checks).length > 0) document.set('checks', checks)
  const file = join(folder, `pilothouse-${Object.keys(checks).length}.yml`)
  await writeFile(file, document.toString())
  return file
}
