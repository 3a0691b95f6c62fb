// Visibility: a default and a protected function in .dynsym, a hidden and a static one only in .symtab.
__attribute__((visibility("default"))) int default_function(void) { return 1; }
__attribute__((visibility("protected"))) int protected_function(void) { return 2; }
__attribute__((visibility("hidden"))) int hidden_function(void) { return 3; }
static int static_function(void) { return 4; }

int sum_of_all(void) {
    return default_function() + protected_function() + hidden_function() + static_function();
}
