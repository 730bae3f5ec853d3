//! Opinion groups: who votes alike on statements (the Polis method).
