"""The leader's copy: one offline page in which the key parameters move and every figure follows."""
