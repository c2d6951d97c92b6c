# Finds the processes whose CPU and memory it reads while they are under load. Registers nothing, and sees no configuration.
service "gateway" {
  policy = "read"
}
service "greeter" {
  policy = "read"
}
service "orders" {
  policy = "read"
}
node_prefix "" {
  policy = "read"
}
