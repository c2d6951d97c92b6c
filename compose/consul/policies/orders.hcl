# Registers itself, and obeys its own policy. It calls nobody.
service "orders" {
  policy = "write"
}
key "flotilla/policies/orders" {
  policy = "read"
}
