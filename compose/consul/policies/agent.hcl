# The agent itself: its own node, and what runs there.
node "consul" {
  policy = "write"
}
service_prefix "" {
  policy = "read"
}
