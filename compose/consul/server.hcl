# One server that is all of the cluster. What servers say among themselves stays inside the container, so that its address may
# change; its HTTP API is for the fleet. For Consul 1.8 and later.
node_name        = "consul"
server           = true
bootstrap_expect = 1
bind_addr        = "127.0.0.1"
client_addr      = "0.0.0.0"
data_dir         = "/consul/data"

# Nobody may do anything without a token; the agent keeps its own in its data.
acl {
  enabled                  = true
  default_policy           = "deny"
  enable_token_persistence = true
}

ports {
  dns      = -1
  grpc     = -1
  serf_wan = -1
}

# Elections as fast as on a real machine: by default they suit the smallest.
performance {
  raft_multiplier = 1
}

disable_update_check = true
log_level            = "warn"
