import { repository, strict, text } from './words.ts'

export const runbooks = strict({
  repository,
  ref: text.default('main'),
  folder: text.default('runbooks'),
})
