import { readFileSync } from 'node:fs'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { parse } from 'yaml'
import { freshDatabase } from '../postgres.ts'

/** What the questions of the handbooks are about. */
const tables = `
  create table organizations (id int, deleted_at timestamptz);
  create table contacts (id int, organization_id int, deleted_at timestamptz);
  create table opportunities (id int, organization_id int, deleted_at timestamptz);
  create table interactions (id int, contact_id int, deleted_at timestamptz);
  create table searches (state text, cost_cents int, created_at timestamptz);
  create table exports (state text, created_at timestamptz);
  create table jobs (state text, organisation_id int, started_at timestamptz, done_at timestamptz);
  create table pg_stat_statements (calls int, mean_exec_time float);`

test('Every question that a handbook asks of a database can be asked, and gives its number', async () => {
  const database = await freshDatabase()
  onTestFinished(() => database.drop())
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  onTestFinished(() => client.end())
  await client.query(`create schema own; set search_path to own, pg_catalog; ${tables}`)
  const questions = ['lead-desk', 'restaurant-guide', 'food-sales-crm', 'tenant-platform'].flatMap(asked)
  expect(questions).toHaveLength(12)
  for (const { query, column } of questions) {
    const { rows, fields } = await client.query(query)
    if (column === undefined) expect(rows).toEqual([])
    else expect(Number(rows[0]?.[column]), `${query} gives ${fields.map(({ name }) => name)}`).not.toBeNaN()
  }
})

type Question = { query: string; column: string | undefined }

/** Whatever has a question in it, at any depth. */
function asked(name: string): Question[] {
  return within(parse(readFileSync(new URL(`${name}.yml`, import.meta.url), 'utf8')))
}

function within(value: unknown): Question[] {
  if (typeof value !== 'object' || value === null) return []
  const { query, sql, column } = value as Record<string, unknown>
  const own = typeof query === 'string' ? query : sql
  const found =
    typeof own === 'string' ? [{ query: own, column: typeof column === 'string' ? column : undefined }] : []
  return [...found, ...Object.values(value).flatMap(within)]
}
