-- For /incident metrics, which counts a few kinds of entries of all incidents.
create index timeline_reopened on timeline (incident_id) where event ->> 'kind' = 'reopened';
create index incidents_by_declaration on incidents (declared_at);
