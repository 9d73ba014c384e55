from made import make

app = make("of-a-helper")
