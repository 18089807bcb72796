import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, expect, it } from 'vitest'

const forbidden = {
  'src/domain/forbidden.ts': `import '../store/tables.ts'`,
  'src/domain/incident/forbidden.ts': `import '../../store/tables.ts'`,
  'src/store/forbidden.ts': `import '../ports.ts'`,
  'src/store/incident/forbidden.ts': `import '../../ports.ts'`,
  'src/workflows/forbidden.ts': `import '../adapters/probe.ts'`,
  'src/adapters/forbidden.ts': `import '../workflows/sweep.ts'`,
  'src/web/forbidden.ts': `import '../adapters/probe.ts'`,
  'src/sandbox/forbidden.ts': `import '../domain/act.ts'`,
  'commands/forbidden.ts': `import '../src/adapters/probe.ts'`,
  'views/forbidden.ts': `import '../src/workflows/sweep.ts'`,
}

afterEach(() => {
  for (const file of Object.keys(forbidden)) rmSync(file, { force: true })
})

it('refuses an import that points against the layers, in every layer', () => {
  for (const [file, text] of Object.entries(forbidden)) {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, `${text}\n`)
  }
  const found = lint(Object.keys(forbidden))
  for (const file of Object.keys(forbidden)) expect(found, file).toContain(`${file}:1:`)
})

function lint(files: string[]): string {
  const biome = join('node_modules', '.bin', 'biome')
  try {
    execFileSync(biome, ['lint', '--colors=off', '--only=style/noRestrictedImports', ...files], {
      encoding: 'utf8',
      stdio: 'pipe',
    })
  } catch (error) {
    return String((error as { stderr: string }).stderr)
  }
  return ''
}
