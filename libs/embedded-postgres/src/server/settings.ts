/**
 * Settings of a small server for one machine. It is as safe as any: what it acknowledged is on disk.
 *
 * @param major version of PostgreSQL.
 */
export function settings(port: number, major: number): string[] {
  const values = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    // For twenty processes with a pool of ten each, and some more.
    max_connections: 250,
    // A few MB instead of PostgreSQL's 128, and none of the processes that serve replicas.
    shared_buffers: '16MB',
    max_wal_size: '128MB',
    wal_level: 'minimal',
    max_wal_senders: 0,
    max_logical_replication_workers: 0,
    // What it says is read, line by line.
    log_destination: 'stderr',
    logging_collector: 'off',
    log_line_prefix: '',
    lc_messages: 'C',
    // Since 18, three processes read ahead unless told not to.
    ...(major >= 18 && { io_method: 'sync' }),
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
