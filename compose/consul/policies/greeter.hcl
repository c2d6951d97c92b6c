# Registers itself, and obeys its own policy. It calls nobody.
service "greeter" {
  policy = "write"
}
key "flotilla/policies/greeter" {
  policy = "read"
}
