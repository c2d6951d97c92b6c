# Registers itself, finds the services that it calls, and obeys their policies as well as its own.
service "gateway" {
  policy = "write"
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
key "flotilla/policies/gateway" {
  policy = "read"
}
key "flotilla/policies/greeter" {
  policy = "read"
}
key "flotilla/policies/orders" {
  policy = "read"
}
