using Npgsql;

namespace Records.Storage.Postgres;

/// <summary>
/// Who may do what in our databases. The owner of the tables cannot log in; the application may do what the
/// migrations grant it, table by table, and cannot become the owner. Roles belong to the whole cluster.
/// </summary>
public static class Roles
{
    /// <summary>Owns all tables. Has no login; the administrator takes its place for a migration.</summary>
    public const string Owner = "records_owner";

    /// <summary>What the program may do: select and insert, and more only where a migration says so.</summary>
    public const string Application = "records_app";

    /// <summary>
    /// The login of the serving program. Outside the private cluster the administrator gives it a password.
    /// </summary>
    public const string Server = "records_server";

    /// <summary>
    /// Makes the roles that are missing and closes the database to everybody else. A database whose roles an
    /// administrator has made needs no right to make roles.
    /// </summary>
    internal static async Task PrepareAsync(NpgsqlConnection administrator, CancellationToken cancel)
    {
        // Two databases of a cluster may be prepared at the same time: whoever comes second finds the role made.
        const string sql = """
            do $$
            begin
                if to_regrole('records_owner') is null then create role records_owner nologin; end if;
            exception when duplicate_object or unique_violation then null;
            end $$;

            do $$
            begin
                if to_regrole('records_app') is null then create role records_app nologin; end if;
            exception when duplicate_object or unique_violation then null;
            end $$;

            do $$
            begin
                if to_regrole('records_server') is null then
                    create role records_server login in role records_app;
                end if;
            exception when duplicate_object or unique_violation then null;
            end $$;

            do $$
            begin
                execute format('revoke all on database %I from public', current_database());
                -- The query tables lie in schemas the application makes and drops itself; the history does not.
                execute format('grant connect, create on database %I to records_app', current_database());
                execute format('grant connect on database %I to records_owner', current_database());
            end $$;

            revoke all on schema public from public;
            grant usage on schema public to records_app;
            grant usage, create on schema public to records_owner;
            """;

        await using var command = new NpgsqlCommand(sql, administrator);
        await command.ExecuteNonQueryAsync(cancel);
    }
}
