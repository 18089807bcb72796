/** What a post-mortem looks like where the team has no template of its own. */
export const builtInTemplate = `# Post-mortem: {{title}}

{{drill}}

| | |
|---|---|
| Incident | {{id}} |
| Severity | {{severity}} |
| Date | {{date}} |
| Affected | {{affected}} |
| Review | {{review}} |

This is about what happened and why, and not about whose fault it was.

## Summary

{{summary}}

## Impact

{{impact}}

## Root cause

{{rootCause}}

## Resolution

{{resolution}}

{{override}}

## Prevention

{{prevention}}

## Action items

{{actionItems}}

## Lessons

{{lessons}}

## Times

{{times}}

## Timeline

{{timeline}}

## Deployments and rollbacks

{{deployments}}

## Status updates

{{updates}}

## People

{{people}}
`
