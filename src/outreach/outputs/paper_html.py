"""x"""
def standalone(*a): return b''
