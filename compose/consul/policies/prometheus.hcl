# Finds every instance; sees no configuration.
service_prefix "" {
  policy = "read"
}
node_prefix "" {
  policy = "read"
}
# Asks the agent for the name of its datacenter.
agent "consul" {
  policy = "read"
}
