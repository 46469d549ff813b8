/** How the projects that are there use each plugin, by its public id; copies that programs have made do not count. */
export const USAGE = `select g.meant_id, sum(g.uses) as uses, count(distinct g.project_id) as projects,
    max(j.modified_at) as last_used_at
  from project_plugins g join projects j on j.id = g.project_id
 where g.meant_id is not null and j.missing_at is null and j.is_backup = 0
 group by g.meant_id`;
